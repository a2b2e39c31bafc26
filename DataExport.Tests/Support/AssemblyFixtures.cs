using DataExport.Tests.Support;

// One server and one browser for all tests that do not change their settings; each test works in an organization of its own.
[assembly: AssemblyFixture(typeof(ServerFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
