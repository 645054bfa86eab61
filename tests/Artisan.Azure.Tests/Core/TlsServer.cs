using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Artisan.Azure.Tests.Core;

/// <summary>An https server on loopback that answers 204 to everything and remembers who called; its transport trusts its certificate.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _seen = [];

    private TlsServer(WebApplication app)
    {
        _app = app;
        app.Run(context =>
        {
            lock (_seen) _seen.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
    }

    public Uri Uri => new(_app.Urls.Single());

    public HttpClientTransport Transport { get; } = new(new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }));

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen) return [.. _seen];
        }
    }

    public static async Task<TlsServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        var server = new TlsServer(builder.Build());
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await _app.DisposeAsync();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
