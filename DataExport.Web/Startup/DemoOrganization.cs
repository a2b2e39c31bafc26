using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Startup;

/// <summary>Creates the demo: an organization, three projects, and a person who owns it all.</summary>
public sealed class DemoOrganization(IServiceScopeFactory scopes, IDbContextFactory<AppDbContext> databases, ProjectCreation projects)
{
    /// <summary>Slug of the demo's organization.</summary>
    public const string Slug = "acme";

    /// <summary>Says how to sign in.</summary>
    public const string HowToSignIn = $"This is the demo: sign in as {Email} with the password {Password}.";

    private const string Email = "demo@example.com";
    private const string Password = "demo-password";

    private static readonly (string Slug, string Platform)[] Projects =
        [("storefront", "javascript"), ("checkout-api", "python"), ("mobile-app", "cocoa")];

    /// <summary>Creates it in a new database, and says how to sign in.</summary>
    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var creation = scope.ServiceProvider.GetRequiredService<FirstAccountCreation>();
        if (await creation.CreateAsync(new FirstAccount(Email, Password, "Acme", Slug), cancellationToken)
            is not CreationResult<FirstAccountCreated>.Created { Value: var created })
        {
            throw new InvalidOperationException("The demo's organization could not be created in a new database.");
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.WriteAsync(() => AddProjectsAsync(database, created, cancellationToken), cancellationToken);
        return HowToSignIn;
    }

    /// <summary>Whether this database was filled with the demo.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AnyAsync(row => row.Email == Email, cancellationToken);
    }

    private async Task<int> AddProjectsAsync(AppDbContext database, FirstAccountCreated created, CancellationToken cancellationToken)
    {
        foreach (var (slug, platform) in Projects)
        {
            await projects.AddAsync(database, created.Organization.Id, created.User.Id, slug, slug, platform, cancellationToken);
        }

        return Projects.Length;
    }
}
