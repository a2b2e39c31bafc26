using DataExport.Core.Auditing;
using DataExport.Core.Users;
using Microsoft.Extensions.DependencyInjection;

namespace DataExport.Core.Organizations;

/// <summary>Registers access rules, creation, members, teams and tokens.</summary>
public static class OrganizationServices
{
    /// <summary>Adds who may see what.</summary>
    public static IServiceCollection AddOrganizations(this IServiceCollection services) =>
        services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<AuditLog>()
            .AddSingleton<AuditTrail>()
            .AddSingleton<AccessRules>()
            .AddSingleton<OrganizationCreation>()
            .AddSingleton<ProjectCreation>()
            .AddSingleton<ProjectKeyLookup>()
            .AddSingleton<ProjectKeys>()
            .AddSingleton<OrganizationChanges>()
            .AddSingleton<Members>()
            .AddSingleton<Invitations>()
            .AddSingleton<Teams>()
            .AddSingleton<Profiles>()
            .AddSingleton<ApiTokens>();
}
