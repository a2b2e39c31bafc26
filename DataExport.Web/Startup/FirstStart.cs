using DataExport.Core.Database;
using DataExport.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DataExport.Web.Startup;

/// <summary>Gives a new database its first people: those of the configuration, the demo, or a code for whoever sets it up.</summary>
public sealed class FirstStart(
    IDbContextFactory<AppDbContext> databases,
    BootstrapOrganization bootstrap,
    DemoOrganization demo,
    FirstRun firstRun,
    IOptions<BootstrapSettings> bootstrapSettings,
    IOptions<DemoSettings> demoSettings,
    IHostEnvironment environment)
{
    /// <summary>Does what a new database needs, and says how to sign in.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (await HasPeopleAsync(cancellationToken))
        {
            return IsDemoWanted && await demo.IsThereAsync(cancellationToken) ? DemoOrganization.HowToSignIn : "Sign in there.";
        }

        if (bootstrapSettings.Value.IsGiven)
        {
            return await bootstrap.CreateAsync(cancellationToken);
        }

        return IsDemoWanted
            ? await demo.CreateAsync(cancellationToken)
            : $"No account yet: open {AccountPaths.SetUp} there, and enter the set-up code {firstRun.Begin()}.";
    }

    private bool IsDemoWanted => demoSettings.Value.Enabled ?? environment.IsDevelopment();

    private async Task<bool> HasPeopleAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Users.AnyAsync(cancellationToken);
    }
}
