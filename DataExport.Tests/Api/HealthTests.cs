using System.Net;
using DataExport.Tests.Support;

namespace DataExport.Tests.Api;

/// <summary>The health probes, which ask for no credentials.</summary>
public sealed class HealthTests(ServerFixture server)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Get_Probe_Is200(string address)
    {
        (await server.Api(token: null).GetAsync(address)).ExpectJson(HttpStatusCode.OK, """{"status":"ok"}""");
    }
}
