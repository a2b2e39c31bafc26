namespace DataExport.Core.Events.Ingesting;

/// <summary>An item of an envelope.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Type">What it is.</param>
/// <param name="Payload">What it holds, valid until the next item is read; null for kinds that are not kept.</param>
internal sealed record EnvelopeItem(int Number, string Type, Memory<byte>? Payload);
