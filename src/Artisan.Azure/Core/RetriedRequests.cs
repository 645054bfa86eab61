using System.Runtime.CompilerServices;
using Azure;

namespace Artisan.Azure;

/// <summary>Tells whether an answer belongs to a request that was sent more than once: its conflict may be with its own first try, whose answer was lost.</summary>
public static class RetriedRequests
{
    private const string Key = "retried";
    private static readonly ConditionalWeakTable<Response, object> Responses = [];

    /// <summary>True where the failed request was sent more than once; a 404, 409 or 412 must then be compared with what is stored.</summary>
    public static bool WasRetried(this RequestFailedException exception) => exception.Data[Key] is true;

    /// <summary>True where the request behind this answer was sent more than once.</summary>
    public static bool WasRetried(this Response response) => Responses.TryGetValue(response, out _);

    internal static void Mark(RequestFailedException exception) => exception.Data[Key] = true;

    internal static void Mark(Response response) => Responses.AddOrUpdate(response, Key);
}
