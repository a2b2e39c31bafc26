using DataExport.Core.Organizations;
using DataExport.Web.Accounts;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Startup;

/// <summary>Creates the organization, administrator and token of the section <c>Bootstrap</c>.</summary>
public sealed class BootstrapOrganization(IServiceScopeFactory scopes, IOptions<BootstrapSettings> settings)
{
    /// <summary>Creates them in a new database, and says how to sign in.</summary>
    public async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var given = settings.Value;
        var name = given.Organization!;
        var account = new FirstAccount(given.AdminEmail!, given.AdminPassword, name, Slugs.IsValid(name) ? name : null) { ApiToken = given.ApiToken };
        await using var scope = scopes.CreateAsyncScope();
        var created = await scope.ServiceProvider.GetRequiredService<FirstAccountCreation>().CreateAsync(account, cancellationToken);
        if (created is CreationResult<FirstAccountCreated>.Invalid invalid)
        {
            throw new BootstrapException(string.Join(" ", invalid.Errors.Select(error => error.Message)));
        }

        return $"Sign in as {given.AdminEmail}.";
    }
}
