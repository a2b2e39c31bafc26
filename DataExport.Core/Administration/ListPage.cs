namespace DataExport.Core.Administration;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">What is on the page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, int Total);
