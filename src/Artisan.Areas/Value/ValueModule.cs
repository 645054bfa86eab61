using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Value.Accuracy;
using Artisan.Areas.Value.Calculations;
using Artisan.Areas.Value.Contracts;
using Artisan.Areas.Value.Data;
using Artisan.Areas.Value.Definitions;
using Artisan.Areas.Value.Restoring;
using Artisan.Areas.Value.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Backups;
using Artisan.Platform.Due;
using Artisan.Platform.Events;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Value;

/// <summary>What the area registers.</summary>
public static class ValueModule
{
    /// <summary>Registers the area.</summary>
    public static IServiceCollection AddValue(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceTerms>();
        services.AddSingleton<DataPointStore>();
        services.AddNotBackedUp(ValueKeys.DataTable, "", "b|").AddRestoreStep<RestorePoints>().AddWaitingWork<WaitingCalculations>();
        services.AddSingleton<DataReader>();
        services.AddSingleton<PushData>();

        services.AddSingleton<IOutboxPartitions, ValuePartitions>();
        services.AddSingleton<DefinitionRows>();
        services.AddSingleton<DefinitionCheck>();
        services.AddSingleton<ListDefinitions>();
        services.AddSingleton<GetDefinition>();
        services.AddSingleton<CreateDefinition>();
        services.AddSingleton<UpdateDefinition>();
        services.AddSingleton<SubmitDefinition>();
        services.AddSingleton<DefinitionSubmission>();
        services.AddSingleton<IReviewedDefinitions, ReviewedDefinitions>();
        services.AddSingleton<ActivateDefinition>();
        services.AddSingleton<EvaluateFormula>();

        services.AddSingleton<GetAccuracy>();
        services.AddSingleton<GiveFeedback>();
        services.AddSingleton<IValueReadiness, ValueReadiness>();

        services.AddSingleton<Measurement>();
        services.AddSingleton<Calculator>();
        services.AddSingleton<CalculatePeriod>();
        services.AddSingleton<RecalculateLate>();
        services.AddSingleton<RunCalculation>();
        services.AddSingleton<GetCalculation>();
        services.AddSingleton<ListCalculations>();
        services.AddSingleton<IValueFees, ValueFees>();
        services.AddSingleton<IValueData, ValueData>();
        services.AddSingleton<IValueSeries, ValueSeries>();
        services.AddSingleton<IValueOverview, ValueOverview>();
        services.AddQueueHandler<DueWork, CalculateDefinition>(CalculationWork.Queue, () => DueWork.JsonType);
        services.AddPoisonReplay(CalculationWork.Queue);
        services.AddTimedJob<EnqueueDueCalculations>("value-calculations");
        services.AddOwnDueKind(CalculationWork.Kind);
        services.AddSingleton<IExportContributor, ExportValue>();
        services.AddEvents(ValueEvents.Calculated, ValueEvents.Superseded);
        services.AddActivity("value.definition.created", "defined a value from the source {source}.");
        services.AddActivity("value.definition.changed", "changed a value definition: version {version}.");
        services.AddActivity("value.definition.submitted", "submitted version {version} of a value definition for approval.");
        services.AddActivity("value.definition.activated", "activated version {version} of a value definition.");
        services.AddActivity("value.accuracy.feedback", "said what the result of {period} is known to be.");
        services.AddActivity("value.calculation.run", "ran a calculation.");
        return services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ValueJson.Default));
    }
}
