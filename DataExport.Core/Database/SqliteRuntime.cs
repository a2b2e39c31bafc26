using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace DataExport.Core.Database;

/// <summary>
/// Makes Microsoft.Data.Sqlite 10 work with SQLitePCLRaw 2.0.6, and prefers the system's SQLite over the package's when it is
/// newer. See <c>build/Sqlite.props</c> for why, and for when this class can go.
/// </summary>
public static class SqliteRuntime
{
    private const string NativeName = "e_sqlite3";
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib"];
    private static readonly Lock Gate = new();
    private static bool _ready;
    private static nint _library;

    /// <summary>Version of the SQLite in use, such as <c>3.40.1</c>. Known after <see cref="Initialize"/>.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Address of a function of the SQLite in use.</summary>
    /// <exception cref="EntryPointNotFoundException">It has no such function.</exception>
    internal static nint FindFunction(string name)
    {
        Initialize();
        return NativeLibrary.GetExport(_library, name);
    }

    /// <summary>Has to run before the first connection is opened; further calls do nothing.</summary>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            AssemblyLoadContext.Default.Resolving += ResolveOlderCore;
            Register();
            _ready = true;
        }
    }

    // A method of its own, so that SQLitePCLRaw is not asked for before the resolver stands.
    private static void Register()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        _library = Choose(provider);
        NativeLibrary.SetDllImportResolver(provider, (library, _, _) => library == NativeName ? _library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static Assembly? ResolveOlderCore(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "SQLitePCLRaw.core" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll")) : null;

    private static nint Choose(Assembly provider)
    {
        var package = NativeLibrary.TryLoad(NativeName, provider, searchPath: null, out var bundled) ? bundled : 0;
        foreach (var name in SystemNames)
        {
            if (NativeLibrary.TryLoad(name, out var system) && (package == 0 || VersionNumber(system) > VersionNumber(package)))
            {
                return system;
            }
        }

        return package;
    }

    private static unsafe int VersionNumber(nint library) =>
        ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number"))();
}
