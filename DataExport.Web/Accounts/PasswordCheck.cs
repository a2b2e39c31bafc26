namespace DataExport.Web.Accounts;

/// <summary>What became of asking a signed-in person for the password.</summary>
public enum PasswordCheck
{
    /// <summary>It is the person's.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,

    /// <summary>Too many wrong ones; locked for a while.</summary>
    Locked,
}
