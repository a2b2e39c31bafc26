using System.Runtime.InteropServices;
using SQLitePCL;

namespace DataExport.Core.Database;

/// <summary>The SQLite that comes with the product: its version is the same on every machine.</summary>
public static class SqliteRuntime
{
    private const string NativeName = "e_sqlite3";
    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Version of the SQLite in use, such as <c>3.53.3</c>. Known after <see cref="Initialize"/>.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Has to run before the first connection is opened; further calls do nothing.</summary>
    public static void Initialize() => _ = Library.Value;

    /// <summary>Address of a function of SQLite.</summary>
    /// <exception cref="EntryPointNotFoundException">It has no such function.</exception>
    internal static nint FindFunction(string name) => NativeLibrary.GetExport(Library.Value, name);

    private static nint Load()
    {
        var provider = new SQLite3Provider_e_sqlite3();
        raw.SetProvider(provider);
        return NativeLibrary.Load(NativeName, provider.GetType().Assembly, searchPath: null);
    }
}
