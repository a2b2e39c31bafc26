using DataExport.Core.Database;
using DataExport.Core.Users;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;

namespace DataExport.Web.Accounts;

/// <summary>Registers accounts: sessions, passwords, lockout, keys.</summary>
public static class AccountServices
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromDays(14);

    /// <summary>Adds ASP.NET Core Identity with a cookie, and what the account pages need.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<ApplicationUser>(Configure)
            .AddEntityFrameworkStores<AppDbContext>()
            .AddUserStore<AccountStore>()
            .AddUserManager<AccountManager>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(Configure);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = AccountRules.ResetLinkFor);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = SessionRevalidation.Interval);
        services.AddAuthorization(options => options.AddPolicy(PersonClaims.InstanceAdminPolicy, policy => policy.RequireClaim(PersonClaims.InstanceAdmin, "true")));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddScoped<FirstAccountCreation>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<PasswordChange>();
        services.AddScoped<PasswordResets>();
        services.AddScoped<TwoFactor>();
        services.AddScoped<TwoFactorSignIn>();
        services.AddScoped<UsedCodes>();
        services.AddScoped<AccountAudit>();
        services.AddScoped<InvitationAcceptance>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<UnknownAccounts>();
        services.AddSingleton<CodeTurns>();
        services.AddRateLimiter(options => options.AddPolicy<string, SignInRate>(SignInRate.PolicyName));
        return services.AddKeys();
    }

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = AccountRules.WrongPasswordsUntilLocked;
        options.Lockout.DefaultLockoutTimeSpan = AccountRules.LockedFor;
        options.Password.RequiredLength = AccountRules.MinPasswordLength;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "dataexport-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = AccountPaths.SignIn;
        options.ReturnUrlParameter = AccountPaths.ReturnParameter;
        options.Events.OnRedirectToLogin = CookieAnswers.Redirect;
        options.Events.OnRedirectToAccessDenied = CookieAnswers.NotFound;
    }

    // In the data directory, so that sessions outlive a restart and a new container.
    private static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("DataExport");
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory, ILoggerFactory>((options, directory, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(directory.Folder("keys")), logs));
        return services;
    }
}
