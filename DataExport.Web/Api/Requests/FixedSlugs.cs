using DataExport.Web.Api.Errors;

namespace DataExport.Web.Api.Requests;

/// <summary>Names in addresses stay as they are.</summary>
internal static class FixedSlugs
{
    /// <summary>Notes a wish for another one.</summary>
    public static void Check(string? wanted, string slug, FieldErrors errors)
    {
        if (wanted is not null && wanted != slug)
        {
            errors.Add("slug", "The slug cannot be changed: links that were mailed hold it.");
        }
    }
}
