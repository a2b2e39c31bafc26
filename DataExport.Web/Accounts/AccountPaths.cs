namespace DataExport.Web.Accounts;

/// <summary>Addresses of the account pages.</summary>
public static class AccountPaths
{
    /// <summary>Sign in.</summary>
    public const string SignIn = "/account/sign-in";

    /// <summary>Sign out; POST only.</summary>
    public const string SignOut = "/account/sign-out";

    /// <summary>The second step of signing in.</summary>
    public const string SecondFactor = "/account/two-factor";

    /// <summary>Asks for a link to choose another password.</summary>
    public const string ForgottenPassword = "/account/forgotten-password";

    /// <summary>Where such a link leads.</summary>
    public const string ResetPassword = "/account/reset-password";

    /// <summary>Where the link of an invitation leads.</summary>
    public const string Invitation = "/invitation";

    /// <summary>Changes the password. Not under <c>/account</c>, so that signing in can lead there.</summary>
    public const string Password = "/security/password";

    /// <summary>Turns two-factor authentication on.</summary>
    public const string TwoFactor = "/security/two-factor";

    /// <summary>Turns it off.</summary>
    public const string TwoFactorOff = "/security/two-factor/off";

    /// <summary>Makes new recovery codes.</summary>
    public const string RecoveryCodes = "/security/recovery-codes";

    /// <summary>First-run set-up.</summary>
    public const string SetUp = "/account/set-up";

    /// <summary>The name of the query parameter that says where a person was going.</summary>
    public const string ReturnParameter = "returnUrl";
}
