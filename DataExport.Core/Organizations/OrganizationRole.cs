namespace DataExport.Core.Organizations;

/// <summary>What a member may do, narrowest first; the names are those of the reference system.</summary>
public enum OrganizationRole
{
    /// <summary>Reads, explores and exports the projects of the own teams.</summary>
    Member,

    /// <summary>A member who also administers projects and other people's exports of them.</summary>
    Admin,

    /// <summary>Manages members and teams, and sees every project.</summary>
    Manager,

    /// <summary>May do everything in the organization.</summary>
    Owner,
}
