using DataExport.Core.Events.Importing;

namespace DataExport.Web.Components.Projects.Importing;

/// <summary>What a person has picked for one target.</summary>
public sealed class ImportChoice
{
    /// <summary>The value of the list that stands for a constant; a column of that name would have to be picked through the API.</summary>
    public const string ConstantChoice = "=";

    /// <summary>A column, <see cref="ConstantChoice"/>, or empty for nothing.</summary>
    public string First { get; set; } = "";

    /// <summary>A column that is joined to the first, or empty.</summary>
    public string Second { get; set; } = "";

    /// <summary>The constant's text.</summary>
    public string Constant { get; set; } = "";

    /// <summary>Whether a constant was picked.</summary>
    public bool IsConstant => First == ConstantChoice;

    /// <summary>The choice as a part of a mapping; null for nothing.</summary>
    public ImportSource? ToSource() =>
        First.Length == 0 ? null
        : IsConstant ? ImportSource.Always(Constant)
        : Second.Length == 0 ? ImportSource.Column(First)
        : new ImportSource([First, Second]);
}
