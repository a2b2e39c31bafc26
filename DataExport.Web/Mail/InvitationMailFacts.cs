namespace DataExport.Web.Mail;

/// <summary>What the mail of an invitation says.</summary>
/// <param name="Organization">The organization's name, on one line.</param>
/// <param name="By">Who invites, on one line.</param>
/// <param name="Role">The role, with its article.</param>
/// <param name="RoleMay">What the role may do.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Link">Where it is accepted.</param>
public sealed record InvitationMailFacts(string Organization, string By, string Role, string RoleMay, string Until, string Link)
{
    /// <summary>The subject.</summary>
    public string Subject => $"Join {Organization} on DataExport";

    /// <summary>Why one gets it.</summary>
    public string Reason => $"You get this mail because {By} entered your address. If you do not know why, do nothing: the link ends by itself.";
}
