using System.Globalization;
using Microsoft.Extensions.Options;

namespace DataExport.Core.Exports.Generating;

/// <summary>The names of this node's exporters, such as <c>node1:4711:2</c>: machine, process, number.</summary>
public sealed class ExporterNames(IOptions<ExportSettings> settings)
{
    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> All { get; } =
    [
        .. from number in Enumerable.Range(1, settings.Value.Exporters ?? Environment.ProcessorCount)
           select string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{number}"),
    ];
}
