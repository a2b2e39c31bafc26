using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace DataExport.Web.Components;

/// <summary>What the document needs to know of the request: whether the page runs in a circuit, and the chosen theme.</summary>
public abstract class PlainDocument : ComponentBase
{
    private const string ThemeCookie = "theme";

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = default!;

    /// <summary>How the page is rendered; null for at once, without a circuit.</summary>
    protected IComponentRenderMode? Mode =>
        HttpContext.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;

    /// <summary><c>light</c> or <c>dark</c> as chosen; null follows the system.</summary>
    protected string? Theme => HttpContext.Request.Cookies[ThemeCookie] is "light" or "dark" ? HttpContext.Request.Cookies[ThemeCookie] : null;
}
