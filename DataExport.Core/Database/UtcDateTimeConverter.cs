using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DataExport.Core.Database;

/// <summary>Times are stored as UTC and come back marked as UTC, so that no zone is ever guessed.</summary>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => value.ToUniversalTime(),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
