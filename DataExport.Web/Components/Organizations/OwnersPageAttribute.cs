namespace DataExport.Web.Components.Organizations;

/// <summary>A page of an organization that is for those with <c>org:admin</c> there: its owners, and who administers the instance. Others get 404.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OwnersPageAttribute : Attribute;
