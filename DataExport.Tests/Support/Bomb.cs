using System.Text;

namespace DataExport.Tests.Support;

/// <summary>Little that unpacks to much.</summary>
internal static class Bomb
{
    private const int Members = 100;
    private const int MemberBytes = 100_000_000;

    /// <summary>10 MB of gzip (RFC 1952: members one after the other) that unpack to the start and then 10 GB of one letter.</summary>
    public static byte[] Gzip(string start)
    {
        using var bomb = new MemoryStream();
        bomb.Write(SentrySender.Encode("gzip", Encoding.ASCII.GetBytes(start)));
        var member = Member.Value;
        for (var count = 0; count < Members; count++)
        {
            bomb.Write(member);
        }

        return bomb.ToArray();
    }

    private static readonly Lazy<byte[]> Member = new(() =>
    {
        using var packed = new MemoryStream();
        using (var packer = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = Encoding.ASCII.GetBytes(new string('x', MemberBytes / 100));
            for (var count = 0; count < 100; count++)
            {
                packer.Write(block);
            }
        }

        return packed.ToArray();
    });
}
