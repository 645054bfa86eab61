using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Areas.Value;

/// <summary>Value-based pricing over HTTP: definitions, data points and calculations.</summary>
public static class ValueApi
{
    /// <summary>Maps the area's endpoints.</summary>
    public static void MapValue(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/value").WithTags("Value-based pricing");
        api.MapGet("/definitions", (ListDefinitions op, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(paging, caller, ct)).Least(Role.Viewer).WithSummary("Lists the value definitions.");
        api.MapPost("/definitions", (CreateDefinition op, DefinitionRequest body, Once once, Caller caller, CancellationToken ct) => op.RunAsync(body, once, caller, ct)).Least(Hats.Technical).WithSummary("Makes a value definition, as a draft.");
        api.MapGet("/definitions/{id}", (GetDefinition op, string id, Caller caller, CancellationToken ct) => op.RunAsync(id, caller, ct)).Least(Role.Viewer).WithSummary("One value definition with its versions.");
        api.MapPut("/definitions/{id}", (UpdateDefinition op, string id, DefinitionRequest body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Hats.Technical).WithSummary("Adds a version to a value definition.");
        api.MapPost("/definitions/{id}/submit", (SubmitDefinition op, string id, SubmitDefinitionRequest? body, IfMatch ifMatch, Caller caller, CancellationToken ct) => op.RunAsync(id, body, ifMatch, caller, ct)).Least(Hats.Technical).WithSummary("Sends the newest version for approval.");
        api.MapPost("/definitions/{id}/activate", (ActivateDefinition op, string id, ActivateDefinitionRequest? body, Caller caller, CancellationToken ct) => op.RunAsync(id, body, caller, ct)).Least(Role.Owner).WithSummary("Makes a version the one that calculates.");
        api.MapPost("/formula/evaluate", (EvaluateFormula op, EvaluateFormulaRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Role.Viewer).WithSummary("Tries a formula on a stretch of time.");
        api.MapPost("/data", (PushData op, PushDataRequest body, IngestRate rate, Caller caller, CancellationToken ct) => op.RunAsync(body, rate, caller, ct)).Least(Hats.Technical).Scope(Scopes.ValueWrite).Ingest().WithSummary("Sends one data point or up to 1,000, exactly once per id.");
        api.MapPost("/accuracy-feedback", (GiveFeedback op, AccuracyFeedbackRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Hats.Finance).WithSummary("Says what a period's result is known to be.");
        api.MapGet("/accuracy", (GetAccuracy op, Caller caller, CancellationToken ct) => op.RunAsync(caller, ct)).Least(Role.Viewer).WithSummary("How right the active definitions measure.");
        api.MapGet("/calculations", (ListCalculations op, string? definition, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(definition, paging, caller, ct)).Least(Role.Viewer).WithSummary("Lists calculations, the newest period first.");
        api.MapGet("/calculations/{id}", (GetCalculation op, string id, bool? points, Paging paging, Caller caller, CancellationToken ct) => op.RunAsync(id, points, paging, caller, ct)).Least(Role.Viewer).WithSummary("One calculation with its inputs, figures and receipt; with its data points by ?points=true.");
        api.MapPost("/calculations/run", (RunCalculation op, RunCalculationRequest body, Caller caller, CancellationToken ct) => op.RunAsync(body, caller, ct)).Least(Hats.Technical).WithSummary("Calculates an ended period now.");
    }
}
