using DataExport.Core.Auditing;
using DataExport.Core.Database;
using DataExport.Core.Organizations;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DataExport.Web.Accounts;

/// <summary>Makes the first person, who administers the instance, with an organization: all of it or nothing, and only once.</summary>
public sealed class FirstAccountCreation(
    AppDbContext database, UserManager<ApplicationUser> users, OrganizationCreation organizations, ApiTokens tokens, AuditLog audit,
    TimeProvider clock)
{
    /// <summary>Makes them. Forbidden when there is a person already, also when two try at once.</summary>
    public async Task<CreationResult<FirstAccountCreated>> CreateAsync(FirstAccount account, CancellationToken cancellationToken)
    {
        var errors = OrganizationCreation.Check(account.OrganizationName, account.OrganizationSlug);
        return errors.Count > 0
            ? new CreationResult<FirstAccountCreated>.Invalid([.. errors.Select(error => error with { Field = $"organization_{error.Field}" })])
            : await database.WriteAsync(() => CreateInTransactionAsync(account, cancellationToken), cancellationToken);
    }

    private async Task<CreationResult<FirstAccountCreated>> CreateInTransactionAsync(FirstAccount account, CancellationToken cancellationToken)
    {
        if (await database.Users.AnyAsync(cancellationToken))
        {
            return new CreationResult<FirstAccountCreated>.Forbidden();
        }

        var user = new ApplicationUser
        {
            UserName = account.Email,
            Email = account.Email,
            EmailConfirmed = true,
            IsInstanceAdmin = true,
            DateCreated = clock.GetUtcNow().UtcDateTime,
        };
        var result = string.IsNullOrEmpty(account.Password) ? await users.CreateAsync(user) : await users.CreateAsync(user, account.Password);
        if (!result.Succeeded)
        {
            return new CreationResult<FirstAccountCreated>.Invalid([.. result.Errors.Select(Explain)]);
        }

        var made = await organizations.AddAsync(database, account.OrganizationName, account.OrganizationSlug, user.Id, cancellationToken);
        var organization = made is CreationResult<Organization>.Created created
            ? created.Value
            : throw new InvalidOperationException("The first organization was refused after it had been checked.");
        if (!string.IsNullOrEmpty(account.ApiToken))
        {
            var token = tokens.Make(user.Id, "bootstrap", Scopes.All, expires: null, account.ApiToken).Token;
            database.ApiTokens.Add(token);
            await database.SaveChangesAsync(cancellationToken);
            audit.Add(database, AuditAction.TokenMade, user.Id, subject: new AuditSubject(token.Id, token.Name));
            await database.SaveChangesAsync(cancellationToken);
        }

        return new CreationResult<FirstAccountCreated>.Created(new FirstAccountCreated(user, organization));
    }

    private static FieldError Explain(IdentityError error) =>
        new(error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email", error.Description);
}
