using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace DataExport.Tests.Support;

/// <summary>Makes people, organizations, tokens and sessions on a server under test, past its pages.</summary>
internal sealed class People(ServerFixture server)
{
    /// <summary>A new person with a token of every scope, who is a member of nothing.</summary>
    public async Task<Person> AddAsync(IEnumerable<string>? scopes = null)
    {
        var email = $"person{server.NextNumber()}@example.com";
        var id = await server.WithDatabaseAsync(async database =>
        {
            var user = new ApplicationUser
            {
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                SecurityStamp = Guid.NewGuid().ToString("N"),
            };
            database.Users.Add(user);
            await database.SaveChangesAsync();
            return user.Id;
        });
        return new Person(id, email, await TokenAsync(id, scopes ?? Scopes.All));
    }

    /// <summary>A token of a person, with these scopes.</summary>
    public async Task<string> TokenAsync(int userId, IEnumerable<string> scopes, DateTime? expires = null) =>
        (await server.Services.GetRequiredService<ApiTokens>().CreateAsync(userId, "test", scopes, expires, CancellationToken.None)).Text;

    /// <summary>A new person with that role in an organization, in the team that everybody is in.</summary>
    public async Task<Person> AddMemberAsync(string organization, OrganizationRole role, IEnumerable<string>? scopes = null)
    {
        var person = await AddAsync(scopes);
        await server.WithDatabaseAsync(async database =>
        {
            var row = await database.Organizations.Include(found => found.Teams).SingleAsync(found => found.Slug == organization);
            var membership = new Membership { OrganizationId = row.Id, UserId = person.Id, Role = role };
            row.Teams.Single(team => team.Everybody).Members.Add(membership);
            row.Memberships.Add(membership);
            return await database.SaveChangesAsync();
        });
        return person;
    }

    /// <summary>A new organization with an owner; its slug is new, too.</summary>
    public async Task<(string Slug, Person Owner)> AddOrganizationAsync()
    {
        var owner = await AddAsync();
        var slug = $"org-{server.NextNumber()}";
        var made = await server.Services.GetRequiredService<OrganizationCreation>().CreateAsync(slug, slug, owner.Id, CancellationToken.None);
        Assert.IsType<CreationResult<Organization>.Created>(made);
        return (slug, owner);
    }

    /// <summary>A new project of an organization, seen by everybody there.</summary>
    public async Task<Project> AddProjectAsync(string organization, Person owner, string slug)
    {
        var access = await server.Services.GetRequiredService<AccessRules>()
            .FindAsync(new Caller(owner.Id, IsInstanceAdmin: false), organization, CancellationToken.None);
        var made = await server.Services.GetRequiredService<ProjectCreation>().CreateAsync(access!, slug, slug, platform: null, CancellationToken.None);
        return Assert.IsType<CreationResult<Project>.Created>(made).Value;
    }

    /// <summary>A client with a session's cookie of the person, and with the antiforgery token when asked for.</summary>
    public async Task<ApiClient> SessionAsync(Person person, bool antiforgery)
    {
        var (cookies, header) = await SignInAsync(person);
        var client = server.Api(token: null).With(HeaderNames.Cookie, string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        return antiforgery ? client.With(header.Name, header.Value) : client;
    }

    /// <summary>The cookies of a session of the person, for a browser.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> CookiesAsync(Person person) => (await SignInAsync(person)).Cookies;

    /// <summary>The antiforgery header of a person, for another's session.</summary>
    public async Task<(string Name, string Value)> AntiforgeryAsync(Person person) => (await SignInAsync(person)).Header;

    private async Task<(IReadOnlyList<(string Name, string Value)> Cookies, (string Name, string Value) Header)> SignInAsync(Person person)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var user = await server.WithDatabaseAsync(database => database.Users.SingleAsync(row => row.Id == person.Id));
        context.User = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<ApplicationUser>>().CreateAsync(user);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, context.User);
        var tokens = scope.ServiceProvider.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        var cookies = context.Response.GetTypedHeaders().SetCookie.Select(cookie => (cookie.Name.ToString(), cookie.Value.ToString()));
        return ([.. cookies], (tokens.HeaderName!, tokens.RequestToken!));
    }
}
