using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Http;

/// <summary>
/// What an operation came to: a value, or one fault. It answers HTTP by itself; callers behind a queue read
/// <see cref="Value"/> and <see cref="Fault"/>.
/// </summary>
public sealed class Outcome<T> : IResult, IEndpointMetadataProvider
{
    private Outcome(T? value, Fault? fault, int status)
    {
        (Value, Fault, Status) = (value, fault, status);
    }

    /// <summary>The value; null where there is a fault.</summary>
    public T? Value { get; }

    /// <summary>The fault; null where it went well.</summary>
    public Fault? Fault { get; }

    /// <summary>200, 201 or 202; the fault's status where there is one.</summary>
    public int Status { get; }

    internal string? Location { get; init; }

    internal string? ETag { get; init; }

    internal string? NextCursor { get; init; }

    public static implicit operator Outcome<T>(T value) => new(value, null, StatusCodes.Status200OK);

    public static implicit operator Outcome<T>(Fault fault) => new(default, fault, fault.Status);

    internal static Outcome<T> Of(T value, int status, string? location = null, string? etag = null, string? next = null) =>
        new(value, null, status) { Location = location, ETag = etag, NextCursor = next };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Fault is not null) return Problem.WriteAsync(httpContext, Fault);

        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Location is not null) response.Headers.Location = Location;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (NextCursor is not null) response.Headers.Link = Paging.NextLink(httpContext.Request, NextCursor);
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return response.WriteAsJsonAsync(Value!, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), cancellationToken: httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

/// <summary>Ways to say how it went, where the bare value or fault does not say all.</summary>
public static class Outcome
{
    /// <summary>201 with the place of what was created.</summary>
    public static Outcome<T> Created<T>(string location, T value, string? etag = null) => Outcome<T>.Of(value, StatusCodes.Status201Created, location, etag);

    /// <summary>201 of something that has no place of its own.</summary>
    public static Outcome<T> Created<T>(T value) => Outcome<T>.Of(value, StatusCodes.Status201Created);

    /// <summary>202: taken, and carried out soon.</summary>
    public static Outcome<T> Accepted<T>(T value, string? location = null) => Outcome<T>.Of(value, StatusCodes.Status202Accepted, location);

    /// <summary>200 with the version of the record, for a later If-Match.</summary>
    public static Outcome<T> Versioned<T>(T value, string etag) => Outcome<T>.Of(value, StatusCodes.Status200OK, etag: etag);

    /// <summary>200 with a page, and a Link to the next one.</summary>
    public static Outcome<Page<T>> Page<T>(Page<T> page) => Outcome<Page<T>>.Of(page, StatusCodes.Status200OK, next: page.Next);

    /// <summary>200 with a page that says more than its items, and a Link to the next one.</summary>
    public static Outcome<T> Paged<T>(T page, string? next) => Outcome<T>.Of(page, StatusCodes.Status200OK, next: next);
}

/// <summary>The answer of calls that have nothing to tell: <c>{}</c>, because behind a Functions host a 204 breaks the connection.</summary>
public sealed record Done
{
    public static readonly Done Value = new();
}
