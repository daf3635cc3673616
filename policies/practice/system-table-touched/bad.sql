DROP TABLE spatial_ref_sys;
