namespace DataExport.Core.Events.Pages;

/// <summary>The cells of a page of the index by time, which stand in the order of their keys (SQLite Database File Format, §1.6).</summary>
internal readonly ref struct IndexCells(TreePage page)
{
    // The greatest serial type of a number; 7, a floating-point one, is in no such key.
    private const byte LastNumber = 9;

    private readonly TreePage _page = page;

    /// <summary>Reads a key: a record of project, time and id; all of them numbers, so it is never long.</summary>
    public bool TryRead(int cell, out long project, out EventKey key)
    {
        (project, key) = (0, default);
        var bytes = _page.Bytes;
        var at = _page.CellAt(cell) + (_page.IsInterior ? 4 : 0);
        if (at + 5 > bytes.Length || bytes[at] > 0x7f || bytes[at + 1] != 4)
        {
            return false;
        }

        var (ofProject, ofTime, ofId) = (bytes[at + 2], bytes[at + 3], bytes[at + 4]);
        at += 5;
        if (ofProject > LastNumber || ofTime > LastNumber || ofId > LastNumber || at + Length(ofProject) + Length(ofTime) + Length(ofId) > bytes.Length)
        {
            return false;
        }

        project = RecordFormat.Integer(ofProject, bytes[at..]);
        at += Length(ofProject);
        var time = RecordFormat.Integer(ofTime, bytes[at..]);
        at += Length(ofTime);
        key = new EventKey(time, RecordFormat.Integer(ofId, bytes[at..]));
        return true;
    }

    private static int Length(byte serialType) => RecordFormat.ShortLengths[serialType];
}
