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
}
