using System.ComponentModel.DataAnnotations;

namespace DataExport.Web.Api.Limits;

/// <summary>The section <c>RateLimit</c> of the configuration.</summary>
public sealed class RateLimitSettings
{
    /// <summary>Requests of one caller to one group of endpoints in one window.</summary>
    [Range(1, int.MaxValue)]
    public int Requests { get; set; } = 600;

    /// <summary>Length of the window, seconds.</summary>
    [Range(1, 86_400)]
    public int WindowSeconds { get; set; } = 60;

    /// <summary>Forms with passwords, codes or links that one network address may send in a minute.</summary>
    [Range(1, int.MaxValue)]
    public int SignInsPerMinute { get; set; } = 30;
}
