using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Http;

/// <summary>
/// Gives the framework's own problems our form: a failed validation becomes <c>request.invalid</c> with messages by field, named as on the wire.
/// </summary>
public sealed class ValidationProblems : IProblemDetailsService
{
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var fault = context.ProblemDetails is HttpValidationProblemDetails invalid
            ? Faults.Invalid with { Errors = invalid.Errors.ToDictionary(e => OnTheWire(e.Key), e => e.Value) }
            : Faults.Malformed with { Status = context.ProblemDetails.Status ?? StatusCodes.Status400BadRequest };
        await Problem.WriteAsync(context.HttpContext, fault);
    }

    public async ValueTask<bool> TryWriteAsync(ProblemDetailsContext context)
    {
        await WriteAsync(context);
        return true;
    }

    // Lines[0].Sku -> lines[0].sku
    internal static string OnTheWire(string key) => string.Join('.', key.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));
}
