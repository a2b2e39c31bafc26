using DataExport.Core.Organizations;
using DataExport.Core.Users;

namespace DataExport.Web.Accounts;

/// <summary>The first person and organization, as they were made.</summary>
public sealed record FirstAccountCreated(ApplicationUser User, Organization Organization);
