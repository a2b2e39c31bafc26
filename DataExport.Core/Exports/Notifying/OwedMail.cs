using DataExport.Core.Mail;
using DataExport.Core.Organizations;
using DataExport.Core.Users;

namespace DataExport.Core.Exports.Notifying;

/// <summary>What a mail of the outbox tells, as it is now.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Export">The export.</param>
/// <param name="Organization">The organization whose data it holds.</param>
/// <param name="User">To whom.</param>
public sealed record OwedMail(OutboxMail Mail, Export Export, Organization Organization, ApplicationUser User);
