using System.Globalization;
using System.Text.Json.Nodes;
using Artisan.Platform.Access;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Artisan.Host.OpenApi;

/// <summary>What the document says of an operation beyond its types: who may call it, and the problems it may answer with.</summary>
internal static class Operations
{
    public const string UserScheme = "user";
    public const string KeyScheme = "apiKey";
    private const string Least = "x-least";
    private const string Scope = "x-scope";

    private static readonly (int Status, string When)[] Always = [(429, "Too many requests; Retry-After says when to come back."), (503, "Storage cannot be reached; try again.")];

    public static void Describe(OpenApiOperation operation, ApiDescription api)
    {
        var rule = api.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().Single();
        var method = api.HttpMethod ?? "GET";
        operation.OperationId = OperationId(method, api.RelativePath ?? "");
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Least] = new JsonNodeExtension(JsonValue.Create(rule.ToString()));
        if (rule.ScopeFor(method) is { } scope) operation.Extensions[Scope] = new JsonNodeExtension(JsonValue.Create(scope));
        operation.Summary ??= operation.OperationId;
        operation.Description = $"Least caller: {rule}." + (rule.ScopeFor(method) is { } s ? $" API keys need the scope `{s}`." : "");
        operation.Responses ??= [];
        foreach (var (status, when) in Problems(rule, method, operation)) operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Problem(when);
    }

    public static IList<OpenApiSecurityRequirement> SecurityOf(OpenApiOperation operation, OpenApiDocument document)
    {
        var least = ((JsonNodeExtension)operation.Extensions![Least]).Node.GetValue<string>();
        if (least is "public" or "signature") return [];
        List<OpenApiSecurityRequirement> requirements = [new() { [new OpenApiSecuritySchemeReference(UserScheme, document)] = [] }];
        if (operation.Extensions.ContainsKey(Scope)) requirements.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] });
        return requirements;
    }

    private static IEnumerable<(int Status, string When)> Problems(AccessRule rule, string method, OpenApiOperation operation)
    {
        if (operation.RequestBody is not null || operation.Parameters?.Count > 0) yield return (400, "A field or parameter is not as it must be; `errors` names it.");
        if (rule.Kind is not (LeastKind.Public or LeastKind.Signature)) yield return (401, "No valid access token or API key.");
        if (rule.Kind is not (LeastKind.Public or LeastKind.Signature or LeastKind.User)) yield return (403, "The caller's role, hat or scope does not allow it.");
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true) yield return (404, "No such record in this workspace.");
        if (method is "POST" or "PUT") yield return (409, "It conflicts with what is there.");
        foreach (var problem in Always) yield return problem;
    }

    private static OpenApiResponse Problem(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem") } },
    };

    // post /api/value/definitions/{id}/activate -> postValueDefinitionsByIdActivate
    private static string OperationId(string method, string path)
    {
        var words = path.Split(['/', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(w => w.StartsWith('{') ? "By" + Capital(w.Trim('{', '}', '*')) : Capital(w));
        return method.ToLowerInvariant() + string.Concat(words);
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
