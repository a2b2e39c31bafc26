using DataExport.Core.Exports;

namespace DataExport.Core.Administration;

/// <summary>What an exporter does now.</summary>
/// <param name="Name">Its name: machine, process, number.</param>
/// <param name="Export">The export that it makes, with organization and user; null when it waits for one.</param>
/// <param name="RowsPerSecond">How fast, by its last heartbeats; null while not known.</param>
/// <param name="LeaseLeft">How long it may stay silent before the export is taken back; null when there is no lease.</param>
public sealed record ExporterStatus(string Name, Export? Export, double? RowsPerSecond, TimeSpan? LeaseLeft);
