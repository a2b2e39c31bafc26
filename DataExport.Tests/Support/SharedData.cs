namespace DataExport.Tests.Support;

/// <summary>Real data that lies beside the repository, in <c>shared/data</c> of a folder above it.</summary>
internal static class SharedData
{
    /// <summary>Path of a file, such as <c>loghub/Apache.csv</c>. Skips the test where it is missing.</summary>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/data/{name} is in no folder above the tests.");
        return "";
    }
}
