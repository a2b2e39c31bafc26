using System.Globalization;
using System.Text;

namespace DataExport.Core.Queries.Reading;

/// <summary>Writes short ids of issues: the project's slug in capitals, and the number in it.</summary>
internal sealed class ShortIds(IReadOnlyDictionary<int, string> slugs)
{
    private readonly Dictionary<int, byte[]> _prefixes =
        slugs.ToDictionary(slug => slug.Key, slug => Encoding.UTF8.GetBytes(slug.Value.ToUpperInvariant() + "-"));

    private byte[] _buffer = new byte[64];

    /// <summary>The cell of an issue, valid until the next call.</summary>
    public Cell Cell(int projectId, long number)
    {
        var prefix = _prefixes[projectId];
        if (_buffer.Length < prefix.Length + 20)
        {
            _buffer = new byte[prefix.Length + 20];
        }

        prefix.CopyTo(_buffer, 0);
        number.TryFormat(_buffer.AsSpan(prefix.Length), out var digits, provider: CultureInfo.InvariantCulture);
        return new Cell(CellKind.Text, _buffer.AsSpan(0, prefix.Length + digits));
    }
}
