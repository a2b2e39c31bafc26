namespace DataExport.Web.Accounts;

/// <summary>Addresses of the account pages.</summary>
public static class AccountPaths
{
    /// <summary>Sign in.</summary>
    public const string SignIn = "/account/sign-in";

    /// <summary>Sign out; POST only.</summary>
    public const string SignOut = "/account/sign-out";

    /// <summary>First-run set-up.</summary>
    public const string SetUp = "/account/set-up";

    /// <summary>The name of the query parameter that says where a person was going.</summary>
    public const string ReturnParameter = "returnUrl";
}
