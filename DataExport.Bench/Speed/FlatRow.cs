using System.ComponentModel.DataAnnotations.Schema;

namespace DataExport.Bench.Speed;

/// <summary>A row of the peers' table, for EF Core.</summary>
internal sealed class FlatRow
{
    /// <summary>The names of its columns, in order.</summary>
    public static readonly string[] Names = MeasuredExport.Columns;

    public required string Id { get; init; }

    public required string Timestamp { get; init; }

    public required string Project { get; init; }

    public required string Level { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    [Column("user.id")]
    public required string UserId { get; init; }

    public required string Release { get; init; }

    public required string Environment { get; init; }

    public required string Transaction { get; init; }

    [Column("tags[plan]")]
    public required string Plan { get; init; }

    [Column("tags[region]")]
    public required string Region { get; init; }

    /// <summary>Its cells, in the order of the names.</summary>
    [NotMapped]
    public string[] Cells => [Id, Timestamp, Project, Level, Title, Message, UserId, Release, Environment, Transaction, Plan, Region];
}
