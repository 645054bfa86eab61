using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Artisan.Host.OpenApi;

/// <summary>
/// Builds the OpenAPI 3.1 document from the routes, for the golden file that the app embeds and the SPA takes its types from.
/// Only <c>--emit-openapi</c> and the test that pins the file run this.
/// </summary>
public static class ApiDocument
{
    private const string Name = "v1";

    /// <summary>Registers what building the document needs.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            WireTypes.Describe(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Operations.Describe(operation, context.Description);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    /// <summary>Settings with which the app can be built, but not run: the routes are the same with any.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        Add(builder.Services);
        builder.Configuration["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        builder.Configuration["Api:PublicUrl"] = "https://localhost";
    }

    /// <summary>The document as JSON text with a line feed at its end.</summary>
    public static async Task<string> BuildAsync(WebApplication app, CancellationToken ct)
    {
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(ct);
        using var buffer = new MemoryStream();
        await document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1, ct);
        return Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static IEnumerable<OpenApiOperation> OperationsOf(OpenApiDocument document) =>
        document.Paths.Values.SelectMany(p => p.Operations is { } all ? all.Values.AsEnumerable() : []);

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Artisan",
            Version = "1",
            Description = "Meter what customers do, turn it into value, prove it with signed receipts, and bill it. Every operation names the least caller it admits; "
                + "errors are RFC 9457 problems with a stable `code`.",
            License = new OpenApiLicense { Name = "See the repository", Url = new Uri("https://artisan.dev/license") },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = WireTypes.Problem();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Operations.UserScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token of a signed-in user, 15 minutes.",
            },
            [Operations.KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "art_live_…",
                Description = "An API key; each operation names the scope it needs.",
            },
        };
        // Names of schemes resolve only against a host document.
        foreach (var operation in OperationsOf(document))
        {
            operation.Security = Operations.SecurityOf(operation, document);
        }

        document.Tags = OperationsOf(document).SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(t => t.Name!).Distinct().Order(StringComparer.Ordinal).Select(t => new OpenApiTag { Name = t, Description = $"{t}." }).ToHashSet();
    }
}
