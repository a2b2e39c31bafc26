using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DataExport.Tests.Support;

/// <summary>A mail server on a free port of the loopback that keeps what it is sent (RFC 5321), and can refuse it.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private bool _ended;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public SmtpSink()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _loop = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The mails, each as its sender, its recipients and its text.</summary>
    public ConcurrentQueue<(string From, string[] To, string Text)> Mails { get; } = new();

    /// <summary>How many recipients it refuses before it takes one.</summary>
    public int Refusals { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        await _end.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // A client that hangs up must not keep the next one waiting.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        var (from, to) = ("", new List<string>());
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "MAIL":
                    (from, to) = (line, []);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT" when Refusals > 0:
                    Refusals--;
                    await writer.WriteLineAsync("451 not now");
                    break;
                case "RCPT":
                    to.Add(line);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    Mails.Enqueue((from, [.. to], await ReadTextAsync(reader)));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 sink");
                    break;
            }
        }
    }

    // A line that is a dot ends it; a dot that begins a line was doubled (RFC 5321 §4.5.2).
    private async Task<string> ReadTextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }
}
