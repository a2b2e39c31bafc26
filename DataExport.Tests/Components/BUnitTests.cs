using Bunit;
using DataExport.Tests.Support;

namespace DataExport.Tests.Components;

/// <summary>That bunit works here at all, resolver included; the pages have tests of their own.</summary>
public sealed class BUnitTests : BunitContext
{
    [Fact]
    public void Render_Component_ShowsItsParameter()
    {
        var component = Render<Greeting>(parameters => parameters.Add(greeting => greeting.Name, "world"));

        component.Find("p").MarkupMatches("<p>Hello, world</p>");
    }

    [Fact]
    public void Click_Button_RendersAgain()
    {
        var component = Render<Greeting>(parameters => parameters.Add(greeting => greeting.Name, "world"));

        component.Find("button").Click();

        component.Find("button").MarkupMatches("<button>1</button>");
    }
}
