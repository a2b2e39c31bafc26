namespace DataExport.Core.Compression;

/// <summary>CRC-32 as gzip uses it (RFC 1952 §8), eight bytes at a time.</summary>
internal struct Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Table = MakeTable();
    private uint _register;

    /// <summary>The CRC of all that was appended.</summary>
    public readonly uint Value => _register;

    /// <summary>Takes further bytes in.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var crc = ~_register;
        while (bytes.Length >= Slices)
        {
            var low = crc ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 * 256) + (low & 0xff)] ^ table[(6 * 256) + ((low >> 8) & 0xff)]
                ^ table[(5 * 256) + ((low >> 16) & 0xff)] ^ table[(4 * 256) + (low >> 24)]
                ^ table[(3 * 256) + (high & 0xff)] ^ table[(2 * 256) + ((high >> 8) & 0xff)]
                ^ table[256 + ((high >> 16) & 0xff)] ^ table[high >> 24];
            bytes = bytes[Slices..];
        }

        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ table[(crc ^ value) & 0xff];
        }

        _register = ~crc;
    }

    private static uint[] MakeTable()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
            }

            table[value] = crc;
        }

        for (var index = 256; index < table.Length; index++)
        {
            table[index] = (table[index - 256] >> 8) ^ table[table[index - 256] & 0xff];
        }

        return table;
    }
}
