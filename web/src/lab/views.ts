/** The service's answers that the lab's page reads, by their names. */
import type { components } from "../base/schema";

type Schemas = components["schemas"];
export type BenchView = Schemas["BenchView"];
export type BenchPlate = Schemas["BenchPlate"];
export type ToReview = Schemas["ToReview"];
export type BoxView = Schemas["BoxView"];
export type PackedView = Schemas["PackedView"];
export type NotedView = Schemas["NotedView"];
export type PlateView = Schemas["PlateView"];
export type LayoutView = Schemas["LayoutView"];
export type TakenView = Schemas["TakenView"];
export type RowView = Schemas["RowView"];
export type StoreList = Schemas["StoreList"];
export type KeptView = Schemas["KeptView"];
export type QualityView = Schemas["QualityView"];
export type ControlsView = Schemas["ControlsView"];
export type ChartView = Schemas["ChartView"];
export type PointView = Schemas["PointView"];
