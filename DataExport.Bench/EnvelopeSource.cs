using System.Globalization;
using System.Text;

namespace DataExport.Bench;

/// <summary>Makes envelopes as an SDK does, of 3.5 KB each: an exception with a stack trace, tags, user, contexts, breadcrumbs; 50 issues.</summary>
internal sealed class EnvelopeSource(int sender)
{
    private const int Issues = 50;
    private static readonly string[] Regions = ["eu-west", "eu-north", "us-east", "us-west", "ap-south"];
    private static readonly string Frames = string.Join(',', Enumerable.Range(0, 12).Select(number =>
        $$"""{"filename":"shop/module_{{number}}.py","abs_path":"/srv/shop/module_{{number}}.py","function":"step_{{number}}","module":"shop.module_{{number}}","lineno":{{10 + number}},"context_line":"    return step(order, {{number}})","in_app":{{(number % 3 == 0 ? "true" : "false")}}}"""));

    private static readonly string Breadcrumbs = string.Join(',', Enumerable.Range(0, 8).Select(number =>
        $$"""{"type":"default","category":"query","timestamp":1795262400.{{number}},"message":"SELECT * FROM orders WHERE id = {{number}}"}"""));

    private readonly Random _random = new(sender);

    /// <summary>The next envelope; its event has an id of its own.</summary>
    public byte[] Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        var id = Convert.ToHexStringLower(bytes);
        var (issue, user) = (_random.Next(Issues), _random.Next(5000));
        var @event = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"event_id":"{{{id}}}","timestamp":{{{1_795_262_400 + _random.NextDouble() * 3600}}},"platform":"python","level":"error","logger":"shop.orders","transaction":"/orders/{id}","environment":"production","release":"shop@4.2.{{{_random.Next(5)}}}","server_name":"web-{{{_random.Next(6)}}}","sdk":{"name":"sentry.python","version":"2.44.0"},"tags":{"region":"{{{Regions[_random.Next(Regions.Length)]}}}","plan":"plan-{{{_random.Next(4)}}}","browser":"browser-{{{_random.Next(12)}}}","runtime":"CPython 3.13.1","handled":"no","order":"{{{_random.Next(1_000_000)}}}"},"user":{"id":"{{{user}}}","email":"user{{{user}}}@example.com","ip_address":"203.0.113.{{{user % 250}}}"},"request":{"method":"POST","url":"https://shop.example.com/orders/{{{user}}}","headers":[["User-Agent","Mozilla/5.0"],["Accept","application/json"]]},"contexts":{"runtime":{"name":"CPython","version":"3.13.1"},"trace":{"trace_id":"{{{id}}}","span_id":"0123456789abcdef"}},"extra":{"items":{{{_random.Next(9)}}}},"exception":{"values":[{"type":"OrderError{{{issue}}}","value":"order {{{user}}} cannot be shipped","mechanism":{"type":"generic","handled":false},"stacktrace":{"frames":[{{{Frames}}}]}}]},"breadcrumbs":{"values":[{{{Breadcrumbs}}}]}}
            """);
        return Encoding.UTF8.GetBytes($"{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\",\"length\":{Encoding.UTF8.GetByteCount(@event)}}}\n{@event}\n");
    }
}
