using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace DataExport.Tests.Support;

/// <summary>
/// Answers bunit's request for AngleSharp.Diffing 1.1, and for the AngleSharp that goes with it, with the versions that are here.
/// See <c>build/BUnit.props</c> for why, and for when this class can go.
/// </summary>
internal static class BUnitAssemblies
{
    private static readonly string[] Answered = ["AngleSharp", "AngleSharp.Css", "AngleSharp.Diffing"];

    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        Answered.Contains(name.Name) ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll")) : null;
}
