namespace DataExport.Web.Accounts;

/// <summary>What became of an attempt to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    SignedIn,

    /// <summary>No such account, or another password; which of them is not told.</summary>
    Wrong,

    /// <summary>Too many wrong passwords; locked for a while.</summary>
    Locked,

    /// <summary>The password is right, and an administrator locked the account.</summary>
    LockedByAdmin,

    /// <summary>The password is right; a second factor is asked for.</summary>
    SecondFactor,

    /// <summary>It took too long from the password to the second factor.</summary>
    Ended,
}
