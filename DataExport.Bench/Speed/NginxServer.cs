using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DataExport.Bench.Speed;

/// <summary>nginx with <c>sendfile</c>, serving a folder on a free port of the loopback, as long as this lives.</summary>
internal sealed class NginxServer : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];
    private readonly string _folder = Directory.CreateTempSubdirectory("dataexport-bench-nginx-").FullName;
    private readonly Process _process;

    private NginxServer(string program, string served)
    {
        Address = FreeAddress();
        var settings = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off;
            worker_processes auto;
            pid {{_folder}}/pid;
            error_log {{_folder}}/error.log;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { worker_connections 1024; }
            http {
                sendfile on;
                tcp_nopush on;
                access_log off;
                client_body_temp_path {{_folder}}/body;
                proxy_temp_path {{_folder}}/proxy;
                fastcgi_temp_path {{_folder}}/fastcgi;
                uwsgi_temp_path {{_folder}}/uwsgi;
                scgi_temp_path {{_folder}}/scgi;
                server { listen {{Address}}; root {{served}}; }
            }
            """);
        _process = Process.Start(program, ["-p", _folder, "-c", settings, "-e", $"{_folder}/error.log"]);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Starts it; null where nginx is not installed.</summary>
    public static async Task<NginxServer?> StartAsync(string served)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
        {
            return null;
        }

        var server = new NginxServer(program, served);
        while (!await ListensAsync(server.Address))
        {
            await Task.Delay(20);
        }

        return server;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> ListensAsync(IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
