namespace Artisan.LocalHost.Invocations;

/// <summary>The headers by which the handler knows its host; a client's own are never passed on.</summary>
internal static class HostHeaders
{
    public const string Version = "4.1037.0.0";
    public const string Prefix = "X-Azure-Functions-";
    public const string HostVersion = Prefix + "HostVersion";
    public const string InvocationId = Prefix + "InvocationId";
    public const string UserAgent = "Azure-Functions-Host/" + Version;

    public static void Add(HttpRequestMessage request, Guid invocation)
    {
        request.Headers.TryAddWithoutValidation(HostVersion, Version);
        request.Headers.TryAddWithoutValidation(InvocationId, invocation.ToString());
    }
}
