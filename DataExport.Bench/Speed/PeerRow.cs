using System.ComponentModel.DataAnnotations.Schema;

namespace DataExport.Bench.Speed;

/// <summary>A row, for EF Core.</summary>
internal sealed class PeerRow
{
    /// <summary>The names of its columns, in order.</summary>
    public static readonly string[] Names = MeasuredExport.Columns;

    public required string Id { get; init; }

    public required string Timestamp { get; init; }

    public required string Project { get; init; }

    public required string Level { get; init; }

    public required string Title { get; init; }

    public string? Message { get; init; }

    [Column("user.id")]
    public string? UserId { get; init; }

    public string? Release { get; init; }

    public string? Environment { get; init; }

    public string? Transaction { get; init; }

    [Column("tags[plan]")]
    public string? Plan { get; init; }

    [Column("tags[region]")]
    public string? Region { get; init; }

    /// <summary>Its cells, in the order of the names.</summary>
    [NotMapped]
    public string?[] Cells => [Id, Timestamp, Project, Level, Title, Message, UserId, Release, Environment, Transaction, Plan, Region];
}
