using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Platform.Http;

/// <summary>The order in which every API request is looked at.</summary>
public static class RequestPipeline
{
    /// <summary>Guard, faults, routing, access; endpoints follow.</summary>
    public static void UseRequestPipeline(this IApplicationBuilder app)
    {
        app.UseMiddleware<RequestGuard>();
        app.UseMiddleware<FaultAnswers>();
        app.UseRouting();
        app.UseMiddleware<AccessCheck>();
    }

    /// <summary>
    /// Strict JSON in both directions: camelCase, unknown, doubled and missing members refused, numbers only as numbers, and only types
    /// that an area's generated context knows.
    /// </summary>
    public static void ConfigureJson(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        // Deep enough for the schemas of events; no request comes near.
        json.MaxDepth = 32;
        json.Converters.Add(new DecimalText());
        json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    /// <summary>Stops the start where an endpoint has no access rule: forgetting one must never mean that anyone may call it.</summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public static void RequireAccessRules(IEnumerable<Endpoint> endpoints)
    {
        var open = endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.OfType<AccessRule>().Count() != 1).Select(e => e.DisplayName ?? e.RoutePattern.RawText).ToList();
        if (open.Count > 0) throw new InvalidOperationException($"Every endpoint says once who may call it at least (.Least, .SignedIn, .BySignature, .Public, .Platform): {string.Join(", ", open)}.");
    }
}
