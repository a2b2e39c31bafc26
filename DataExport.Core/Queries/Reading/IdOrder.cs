namespace DataExport.Core.Queries.Reading;

/// <summary>The order of ids, in which events lie in the file, for keys that are in the order of time.</summary>
internal static class IdOrder
{
    /// <summary>Puts the ids of keys into their order.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="ids">Gets the ids, ascending.</param>
    /// <param name="places">Gets the place of each among the keys.</param>
    public static void Find(ReadOnlySpan<RowKey> keys, Span<long> ids, Span<int> places)
    {
        var isDescending = keys.Length > 1 && keys[^1].Id < keys[0].Id;
        var inOrder = true;
        for (var index = 0; index < keys.Length; index++)
        {
            // Most are in order, or all the other way round, newest first.
            places[index] = isDescending ? keys.Length - 1 - index : index;
            ids[index] = keys[places[index]].Id;
            inOrder &= index == 0 || ids[index - 1] < ids[index];
        }

        if (!inOrder)
        {
            ids.Sort(places);
        }
    }
}
