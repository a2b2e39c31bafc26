using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataExport.Bench.Speed;

/// <summary>Fetches a file by HTTP over a bare socket and throws it away: as little work as can be, so that the server is what is measured.</summary>
/// <param name="server">Where it listens.</param>
/// <param name="address">Path of the file.</param>
/// <param name="header">A header line to send with the request, or empty.</param>
/// <param name="bytes">How long the file is.</param>
internal sealed class RawDownload(IPEndPoint server, string address, string header, long bytes)
{
    private const int BufferBytes = 256 << 10;

    /// <summary>Fetches it so many times at once.</summary>
    /// <exception cref="InvalidOperationException">An answer was no 200, or not the whole file.</exception>
    public Task RunAsync(int atOnce) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => FetchAsync()));

    private async Task FetchAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: {server}\r\n{header}Connection: close\r\n\r\n"));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var left = await ReadHeadersAsync(socket, buffer);
        for (int read; left > 0 && (read = await socket.ReceiveAsync(buffer)) > 0;)
        {
            left -= read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (left != 0)
        {
            throw new InvalidOperationException($"{server}{address} was {bytes - left:N0} bytes, not {bytes:N0}.");
        }
    }

    /// <summary>Reads the headers; how many bytes of the file are still to come.</summary>
    private async Task<long> ReadHeadersAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && buffer.AsSpan().StartsWith("HTTP/1.1 200 "u8))
            {
                return bytes - (length - end - 4);
            }

            if (end >= 0 || read == 0)
            {
                throw new InvalidOperationException($"{server}{address} answered {Encoding.ASCII.GetString(buffer, 0, length)}");
            }
        }
    }
}
