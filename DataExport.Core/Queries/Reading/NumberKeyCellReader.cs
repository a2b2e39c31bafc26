using System.Text;
using DataExport.Core.Database.Sqlite;
using DataExport.Core.Events;

namespace DataExport.Core.Queries.Reading;

/// <summary>A number that was put into a scratch file as its <see cref="NumberKey"/>, with all its digits.</summary>
internal sealed class NumberKeyCellReader(int column) : CellReader
{
    public override Cell Read(RowValues row) =>
        row.IsNull(column) ? default : new Cell(CellKind.Number, Encoding.UTF8.GetBytes(NumberKey.Text(row.Bytes(column))));
}
